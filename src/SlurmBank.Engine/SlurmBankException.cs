using System;

namespace SlurmBank.Engine;

/// <summary>
/// The base of every error that SlurmBank raises on purpose: it says what was wrong and where, what to do about it,
/// and carries an identifier that stays the same between versions, so that scripts can tell errors apart.
/// </summary>
public abstract class SlurmBankException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">A stable identifier, such as <c>AccountNotFound</c>.</param>
    /// <param name="message">What was wrong, and where (file:line:column, account, job).</param>
    /// <param name="advice">What the reader can do; may be empty where the message says it already.</param>
    /// <param name="inner">The error behind this one, if any.</param>
    protected SlurmBankException(string errorId, string message, string advice = "", Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Advice = advice;
    }

    /// <summary>A stable identifier of the kind of error, such as <c>AccountNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What the reader can do about it; empty where the message says it already.</summary>
    public string Advice { get; }
}
