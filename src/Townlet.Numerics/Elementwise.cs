using System.Numerics;
using System.Runtime.InteropServices;

namespace Townlet.Numerics;

/// <summary>Arithmetic on arrays of equal length, a vector at a time.</summary>
public static class Elementwise
{
    /// <summary>target += source.</summary>
    public static void Add(Span<float> target, ReadOnlySpan<float> source)
    {
        source = source[..target.Length];
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        var sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] += sources[i];
        }

        for (var i = targets.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i];
        }
    }

    /// <summary>follower = (1 - share) * follower + share * leader. The length must be a whole number of vectors.</summary>
    public static void Follow(Span<float> follower, ReadOnlySpan<float> leader, double share)
    {
        var kept = new Vector<float>((float)(1 - share));
        var taken = new Vector<float>((float)share);
        var followers = MemoryMarshal.Cast<float, Vector<float>>(follower);
        var leaders = MemoryMarshal.Cast<float, Vector<float>>(leader[..follower.Length]);
        for (var i = 0; i < followers.Length; i++)
        {
            followers[i] = (kept * followers[i]) + (taken * leaders[i]);
        }
    }

    /// <summary>A rectifier: negative values become 0.</summary>
    public static void Rectify(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref var vector in vectors)
        {
            vector = Vector.Max(vector, Vector<float>.Zero);
        }

        foreach (ref var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            value = MathF.Max(value, 0);
        }
    }

    /// <summary>Passes a gradient back through a rectifier: it becomes 0 where the activation is 0.</summary>
    public static void MaskRectified(ReadOnlySpan<float> activations, Span<float> gradient)
    {
        activations = activations[..gradient.Length];
        var passed = MemoryMarshal.Cast<float, Vector<float>>(activations);
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (var i = 0; i < gradients.Length; i++)
        {
            gradients[i] = Vector.ConditionalSelect(
                Vector.GreaterThan(passed[i], Vector<float>.Zero), gradients[i], Vector<float>.Zero);
        }

        for (var i = gradients.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            gradient[i] = activations[i] > 0 ? gradient[i] : 0;
        }
    }
}
