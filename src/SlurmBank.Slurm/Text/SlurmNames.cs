using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>Names as they may stand on a command line: nothing that a list, a condition or an option could be made of.</summary>
internal static class SlurmNames
{
    private const int Longest = 128;

    /// <summary>Gives the name back, or says what is wrong with it.</summary>
    internal static string Require(string what, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new SlurmNameException(what, string.Empty, "it is empty");
        }

        if (name.Length > Longest)
        {
            throw new SlurmNameException(what, name, "it is longer than 128 characters");
        }

        if (name[0] == '-')
        {
            throw new SlurmNameException(what, name, "it begins with '-'");
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '+' or '@'))
            {
                throw new SlurmNameException(what, name, $"it contains '{CommandText.Escape(c.ToString())}'");
            }
        }

        return name;
    }

    /// <summary>The names as Slurm takes a list: <c>a,b,c</c>.</summary>
    internal static string List(string what, IEnumerable<string> names)
    {
        var list = new List<string>();
        foreach (string name in names)
        {
            list.Add(Require(what, name));
        }

        return string.Join(',', list);
    }

    /// <summary>A TRES as limits name it: a type, or type/name, or type/name:kind.</summary>
    internal static string RequireTres(string? tres)
    {
        if (string.IsNullOrEmpty(tres) || tres.Length > Longest || !char.IsAsciiLetter(tres[0]))
        {
            throw new SlurmNameException("TRES", tres ?? string.Empty, "a type such as cpu or gres/gpu is expected");
        }

        foreach (char c in tres)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or ':' or '.' or '_' or '-'))
            {
                throw new SlurmNameException("TRES", tres, $"it contains '{CommandText.Escape(c.ToString())}'");
            }
        }

        return tres;
    }
}
