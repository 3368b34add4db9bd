using System;
using SlurmBank.Bench;

return args switch
{
    ["bench", .. string[] rest] => BenchCommand.Run(rest),
    ["sync-child", .. string[] rest] => SyncChild.Run(rest),
    ["sync-loop", string folder, string pause] => SyncLoop.Run(folder, pause),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("SlurmBank.Bench bench [--full] [--cluster FOLDER] [PART...]");
    return 2;
}
