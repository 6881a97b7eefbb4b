namespace Townlet.Learning.Checkpoints;

/// <summary>Types of elements that our checkpoints use, named as the safetensors format names them.</summary>
internal enum ElementType
{
    F64,
    I64,

    /// <summary>Only read: in files of earlier versions.</summary>
    U64,
    F32,
    I32,
    U8,
}

internal static class ElementTypes
{
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 or ElementType.U64 => 8,
        ElementType.F32 or ElementType.I32 => 4,
        _ => 1,
    };

    /// <summary>The type under which elements are written. Unsigned numbers are written as the signed ones with the same bits, since readers built on torch know no U64.</summary>
    public static ElementType Of<T>()
        where T : unmanaged => default(T) switch
        {
            double => ElementType.F64,
            long or ulong => ElementType.I64,
            float => ElementType.F32,
            int => ElementType.I32,
            byte => ElementType.U8,
            _ => throw new NotSupportedException($"A checkpoint has no element type for {typeof(T).Name}."),
        };
}
