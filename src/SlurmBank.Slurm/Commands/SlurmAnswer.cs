using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Slurm;

/// <summary>
/// Tells Slurm's failures apart by exit status and by its own words (all three matter: sacctmgr exits 1 where it had nothing to do,
/// sacct exits 0 for an account that does not exist, and a refused reset of usage exits 1 without a word).
/// </summary>
internal static class SlurmAnswer
{
    // Words of the commands and of slurm_strerror, lower case, as recorded on 22.05 and unchanged to 26.05.
    private static readonly string[] NoAnswer =
    [
        "unable to contact slurm controller", "problem talking to the database", "slurm_persist_conn", "persistinit",
        "connection refused", "connection timed out", "connection reset", "socket timed out", "communication connection failure",
        "communication shutdown failure", "zero bytes were transmitted", "unable to connect to database", "unable to establish",
        "could not establish a configuration source", "no route to host", "network is unreachable", "name or service not known",
        "temporary failure in name resolution", "munge encode failed", "munge decode failed", "munge.socket", "authentication credential", "protocol authentication error",
        "authentication agent", "incompatible versions of client and server", "accounting storage is disabled",
        "unable to process configuration file", "error reading slurm.conf", "insane message length", "can't be reached now", "resource temporarily unavailable",
    ];

    private static readonly string[] NotFound =
    [
        "invalid job id specified", "invalid user id", "invalid partition name", "invalid partition specified", "invalid node name specified",
        "invalid cluster name", "doesn't exist", "does not exist", "no tres known by type", "can't be found in the database",
        "user not found on host",
    ];

    private static readonly string[] NothingToDo = ["nothing modified", "nothing new added", "nothing deleted", "nothing removed"];

    /// <summary>Whether the command said that there was nothing to do: a success, although sacctmgr exits 1.</summary>
    internal static bool SaysNothingToDo(string output, string errors) =>
        errors.Trim().Length == 0 && Says(output.ToLowerInvariant(), NothingToDo);

    /// <summary>The error that an ended command amounts to; null where it went well.</summary>
    internal static SlurmCommandException? Judge(IReadOnlyList<string> command, int exitCode, string output, string errors)
    {
        string words = Words(output, errors);
        string said = words.ToLowerInvariant();
        var failure = new SlurmFailure(command, exitCode, CommandText.Escape(words, 1000));
        if (exitCode == 0)
        {
            // Rows may be missing although the exit status is 0: silence about a daemon is never taken for an empty answer.
            return Says(errors.ToLowerInvariant(), NoAnswer) ? new SlurmDidNotAnswerException(failure) : null;
        }

        if (exitCode is 126 or 127)
        {
            return new SlurmCommandMissingException(failure);
        }

        if (exitCode is > 128 and < 160)
        {
            string signal = string.Create(CultureInfo.InvariantCulture, $"it was ended by signal {exitCode - 128}");
            return new SlurmDidNotAnswerException(failure with { Words = (signal + " " + failure.Words).Trim() });
        }

        if (Says(said, NoAnswer))
        {
            return new SlurmDidNotAnswerException(failure);
        }

        if (Says(said, NotFound))
        {
            return new SlurmNotFoundException(failure);
        }

        return new SlurmRefusedException(failure);
    }

    private static string Words(string output, string errors)
    {
        string words = errors.Trim();
        return words.Length > 0 ? words.Replace("\n", "; ", StringComparison.Ordinal) : output.Trim().Replace("\n", "; ", StringComparison.Ordinal);
    }

    private static bool Says(string text, string[] phrases)
    {
        foreach (string phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
