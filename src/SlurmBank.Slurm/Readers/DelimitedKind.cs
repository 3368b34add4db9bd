namespace SlurmBank.Slurm;

/// <summary>What <see cref="DelimitedReader"/> came upon.</summary>
internal enum DelimitedKind
{
    /// <summary>The output is at its end.</summary>
    End,

    /// <summary>A record; its columns can be read.</summary>
    Record,

    /// <summary>Something that is not a record; <see cref="DelimitedReader.Problem"/> says what.</summary>
    Problem,
}
