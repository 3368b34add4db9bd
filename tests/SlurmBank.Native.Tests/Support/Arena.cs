using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace SlurmBank.Native.Tests;

/// <summary>Memory outside the managed heap for texts and structs of a test.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private readonly List<nint> blocks = [];

    public void Dispose()
    {
        blocks.ForEach(Marshal.FreeHGlobal);
        blocks.Clear();
    }

    internal byte* Bytes(int size)
    {
        nint block = Marshal.AllocHGlobal(Math.Max(size, 1));
        new Span<byte>((void*)block, size).Clear();
        blocks.Add(block);
        return (byte*)block;
    }

    /// <summary>A text; null is "not said", and the empty text one that is there.</summary>
    internal NativeText Text(string? text)
    {
        if (text is null)
        {
            return default;
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte* data = Bytes(utf8.Length);
        utf8.CopyTo(new Span<byte>(data, utf8.Length));
        return new NativeText { Data = data, Length = (uint)utf8.Length };
    }

    internal NativeBuffer* Buffer(int capacity)
    {
        var buffer = (NativeBuffer*)Bytes(sizeof(NativeBuffer));
        *buffer = new NativeBuffer { Data = Bytes(capacity), Capacity = (uint)capacity };
        return buffer;
    }

    /// <summary>A struct of this contract, cleared.</summary>
    internal T* New<T>(int count = 1)
        where T : unmanaged
    {
        var made = (T*)Bytes(sizeof(T) * count);
        for (int i = 0; i < count; i++)
        {
            Begin(made + i);
        }

        return made;
    }

    /// <summary>Requests in which nothing was said, as SB_REQUEST_INIT makes them.</summary>
    internal NativeRequest* Requests(int count = 1)
    {
        NativeRequest* made = New<NativeRequest>(count);
        for (int i = 0; i < count; i++)
        {
            Clear(ref made[i]);
        }

        return made;
    }

    internal static void Clear(ref NativeRequest request)
    {
        request = default;
        request.Header = new NativeHeader { Size = (uint)sizeof(NativeRequest), Version = Abi.Version };
        request.Memory = Abi.Unset64;
        request.TimeLimit = request.TimeMinimum = request.MinCpus = request.MaxCpus = request.MinNodes = request.MaxNodes = Abi.Unset;
        request.Tasks = request.CpusPerTask = request.MinCpusPerNode = request.TasksPerNode = request.TasksPerSocket = Abi.Unset;
        request.TasksPerCore = request.TasksPerTres = request.SocketsPerNode = request.CoresPerSocket = request.ThreadsPerCore = Abi.Unset;
        request.CoreSpec = request.Shared = request.Overcommit = Abi.Unset;
    }

    internal static void Begin<T>(T* made)
        where T : unmanaged => *(NativeHeader*)made = new NativeHeader { Size = (uint)sizeof(T), Version = Abi.Version };

    internal static string Read(NativeBuffer* buffer) => Marshal.PtrToStringUTF8((nint)buffer->Data) ?? string.Empty;

    internal static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;
}
