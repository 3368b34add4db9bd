using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Completion;

/// <summary>Makes the bash completion from the verbs themselves, so that it cannot fall behind them.</summary>
internal static class BashScript
{
    private const string Template =
        """
        # bash completion for slurmbank; made by 'slurmbank completion bash'

        # What can follow the verbs in $1: sets verbs, options and takes (account, file or words).
        _slurmbank_describe() {
            verbs= options= takes=
            case "$1" in
        @DESCRIBE@
            esac
        }

        # What the value of option $2 of the verbs in $1 is: sets takes (file, account, none or words); fails where the option has no value.
        _slurmbank_value() {
            case "$2" in
        @GLOBAL@
            esac
            case "$1 $2" in
        @VALUE@
            esac
            return 1
        }

        # Offers what $1 says for the word $2, quoted as the shell wants it.
        _slurmbank_offer() {
            local word
            case "$1" in
                none) ;;
                file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
                account)
                    while IFS= read -r word; do
                        COMPREPLY+=("$(printf '%q' "$word")")
                    done < <("$program" @NAMES@ "${globals[@]}" -- "$2" 2>/dev/null) ;;
                *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2") ;;
            esac
        }

        _slurmbank() {
            local current=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]/#\~/$HOME}
            local path= option= verbs options takes i word globals=()
            COMPREPLY=()
            [[ $current == "=" ]] && current=
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                [[ $word == "=" && -n $option ]] && continue
                if [[ -n $option ]]; then
                    case "$option" in --config | --ledger | --snapshot) globals+=("$option" "${word/#\~/$HOME}") ;; esac
                    option=
                elif [[ $word == -* ]]; then
                    if _slurmbank_value "$path" "$word"; then option=$word; fi
                else
                    _slurmbank_describe "$path"
                    if [[ " $verbs " == *" $word "* ]]; then path=${path:+$path }$word; fi
                fi
            done
            if [[ -n $option ]]; then
                _slurmbank_value "$path" "$option"
                _slurmbank_offer "$takes" "$current"
                return
            fi
            _slurmbank_describe "$path"
            if [[ $current == -* ]]; then
                _slurmbank_offer "$options" "$current"
            elif [[ -n $verbs ]]; then
                _slurmbank_offer "$verbs" "$current"
            elif [[ -n $takes ]]; then
                _slurmbank_offer "$takes" "$current"
            fi
        }

        complete -F _slurmbank slurmbank

        """;

    /// <summary>The script.</summary>
    /// <param name="root">The root with all verbs and the help option.</param>
    internal static string Make(Command root)
    {
        var describe = new StringBuilder();
        var values = new StringBuilder();
        var globals = new StringBuilder();
        string shared = string.Join(' ', root.Options.Where(option => option.Recursive).Select(option => option.Name));
        foreach (Option option in root.Options.Where(HasValue))
        {
            globals.Append($"        {option.Name}) takes={Quote(ValueOf(option))}; return 0 ;;\n");
        }

        Walk(root, string.Empty, shared, describe, values);
        return Template
            .Replace("\r\n", "\n")
            .Replace("@DESCRIBE@", describe.ToString().TrimEnd('\n'))
            .Replace("@GLOBAL@", globals.ToString().TrimEnd('\n'))
            .Replace("@VALUE@", values.ToString().TrimEnd('\n'))
            .Replace("@NAMES@", AccountNamesVerb.VerbName);
    }

    private static void Walk(Command command, string path, string shared, StringBuilder describe, StringBuilder values)
    {
        List<Command> verbs = command.Subcommands.Where(sub => !sub.Hidden).ToList();
        IEnumerable<string> own = command.Options.Where(option => !option.Recursive).Select(option => option.Name);
        string takes = command.Arguments.Count == 0 ? string.Empty : TakenBy(command.Arguments[0]);
        describe.Append($"        {Quote(path)}) verbs={Quote(string.Join(' ', verbs.Select(verb => verb.Name)))}; options={Quote(string.Join(' ', own.Append(shared)))}; takes={Quote(takes)} ;;\n");
        foreach (Option option in command.Options.Where(option => !option.Recursive && HasValue(option)))
        {
            values.Append($"        {Quote($"{path} {option.Name}")}) takes={Quote(ValueOf(option))}; return 0 ;;\n");
        }

        foreach (Command verb in verbs)
        {
            Walk(verb, path.Length == 0 ? verb.Name : $"{path} {verb.Name}", shared, describe, values);
        }
    }

    private static string TakenBy(Argument argument) => argument.Name switch
    {
        Input.Account => "account",
        "REQUEST" => "file",
        CompletionVerb.Shell => "bash",
        _ => string.Empty,
    };

    private static string ValueOf(Option option) => option switch
    {
        ChoiceOption choice => string.Join(' ', choice.Values),
        { HelpName: "FILE" } => "file",
        _ => "none",
    };

    private static bool HasValue(Option option) => option.ValueType != typeof(bool);

    private static string Quote(string text) => $"\"{text}\"";
}
