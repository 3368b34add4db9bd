using System.Runtime.Versioning;

// Slurm's commands, and the scripts that stand in for them here, exist on Linux only.
[assembly: SupportedOSPlatform("linux")]
