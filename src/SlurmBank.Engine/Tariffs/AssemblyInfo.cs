using System.Runtime.CompilerServices;

// The exact arithmetic inside the engine is tested by itself.
[assembly: InternalsVisibleTo("SlurmBank.Engine.Tests")]
