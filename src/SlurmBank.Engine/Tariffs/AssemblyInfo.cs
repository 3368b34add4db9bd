using System.Runtime.CompilerServices;

// The exact arithmetic inside the engine is tested by itself.
[assembly: InternalsVisibleTo("SlurmBank.Engine.Tests")]

// The C library prices with the engine's rooms, which it keeps from one call to the next.
[assembly: InternalsVisibleTo("libslurmbank")]
[assembly: InternalsVisibleTo("SlurmBank.Native.Tests")]
