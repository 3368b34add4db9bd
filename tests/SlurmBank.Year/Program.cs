using System;
using System.Globalization;
using SlurmBank.Year;

return args switch
{
    ["make", string folder, string seed, string runs, string accounts, string users] => YearMaker.Run(folder, Number(seed), Number(runs), Number(accounts), Number(users)),
    ["sacct", string folder, .. string[] options] => Sacct.Run(folder, options),
    ["check", string folder, string balances] => Checker.Run(folder, balances),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("SlurmBank.Year make FOLDER SEED RUNS ACCOUNTS USERS | sacct FOLDER OPTION... | check FOLDER BALANCES");
    return 2;
}
