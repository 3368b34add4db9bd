using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>Reads <c>Name = value</c> lines; a line that ends in a colon begins the next section.</summary>
internal static class ConfigurationText
{
    internal static Dictionary<string, string> Read(string text, int section)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int current = 0;
        foreach (string line in text.Split('\n'))
        {
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals > 0 && current == section)
            {
                values.TryAdd(line[..equals].Trim(), SlurmText.OrEmpty(line[(equals + 3)..].Trim()));
            }
            else if (equals < 0 && line.EndsWith(':'))
            {
                current++;
            }
        }

        return values;
    }
}
