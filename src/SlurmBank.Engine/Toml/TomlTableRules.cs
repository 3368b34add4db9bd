using System.Collections.Generic;

namespace SlurmBank.Engine.Toml;

/// <summary>Where headers and keys put their tables and values, and what TOML 1.0 forbids to define twice.</summary>
internal static class TomlTableRules
{
    /// <summary>Opens the table of a <c>[header]</c>.</summary>
    internal static bool TryOpenTable(TomlCursor cursor, TomlTable root, List<TomlKeyPart> path, out TomlTable table)
    {
        if (!TryWalkHeader(cursor, root, path, out table))
        {
            return false;
        }

        TomlKeyPart last = path[^1];
        if (!table.TryGet(last.Name, out TomlEntry? entry))
        {
            TomlTable created = new(TomlTableOrigin.Header, last.Position);
            table.Add(new TomlEntry(last.Name, last.Position, created));
            table = created;
            return true;
        }

        if (entry.Value is not TomlTable { Origin: TomlTableOrigin.Implicit } existing)
        {
            return FailDefined(cursor, last, entry);
        }

        existing.Origin = TomlTableOrigin.Header;
        table = existing;
        return true;
    }

    /// <summary>Opens a new table at the end of the array of a <c>[[header]]</c>.</summary>
    internal static bool TryOpenArrayElement(TomlCursor cursor, TomlTable root, List<TomlKeyPart> path, out TomlTable table)
    {
        if (!TryWalkHeader(cursor, root, path, out table))
        {
            return false;
        }

        TomlKeyPart last = path[^1];
        TomlArray array;
        if (!table.TryGet(last.Name, out TomlEntry? entry))
        {
            array = new TomlArray(isTableArray: true, last.Position);
            table.Add(new TomlEntry(last.Name, last.Position, array));
        }
        else if (entry.Value is TomlArray { IsTableArray: true } existing)
        {
            array = existing;
        }
        else
        {
            return FailDefined(cursor, last, entry);
        }

        table = new TomlTable(TomlTableOrigin.Header, last.Position);
        array.Add(table);
        return true;
    }

    /// <summary>Finds the place of a key in its section; the answer is the table that gets the key's last part.</summary>
    internal static bool TryWalkDotted(TomlCursor cursor, TomlTable section, List<TomlKeyPart> key, out TomlTable table)
    {
        table = section;
        for (int i = 0; i < key.Count - 1; i++)
        {
            if (!table.TryGet(key[i].Name, out TomlEntry? entry))
            {
                TomlTable created = new(TomlTableOrigin.Dotted, key[i].Position);
                table.Add(new TomlEntry(key[i].Name, key[i].Position, created));
                table = created;
            }
            else if (entry.Value is TomlTable { Origin: TomlTableOrigin.Dotted or TomlTableOrigin.Implicit } next)
            {
                // Dotted keys define the tables they pass through, so a header may no longer do it.
                next.Origin = TomlTableOrigin.Dotted;
                table = next;
            }
            else
            {
                return FailDefined(cursor, key[i], entry);
            }
        }

        return !table.TryGet(key[^1].Name, out TomlEntry? last) || FailDefined(cursor, key[^1], last);
    }

    private static bool TryWalkHeader(TomlCursor cursor, TomlTable root, List<TomlKeyPart> path, out TomlTable table)
    {
        table = root;
        for (int i = 0; i < path.Count - 1; i++)
        {
            if (!table.TryGet(path[i].Name, out TomlEntry? entry))
            {
                TomlTable created = new(TomlTableOrigin.Implicit, path[i].Position);
                table.Add(new TomlEntry(path[i].Name, path[i].Position, created));
                table = created;
                continue;
            }

            TomlTable? next = entry.Value switch
            {
                TomlTable { Origin: not TomlTableOrigin.Inline } found => found,
                TomlArray { IsTableArray: true } array => (TomlTable)array.Items[^1],
                _ => null,
            };
            if (next is null)
            {
                return FailDefined(cursor, path[i], entry);
            }

            table = next;
        }

        return true;
    }

    private static bool FailDefined(TomlCursor cursor, TomlKeyPart part, TomlEntry entry) =>
        cursor.Fail($"{TomlText.Quote(part.Name)} is already defined as {Kind(entry.Value)} at {entry.KeyPosition}", part.Position);

    private static string Kind(TomlNode node) => node is TomlTable or TomlArray ? node.Describe() : "a value";
}
