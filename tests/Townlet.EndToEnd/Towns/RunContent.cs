using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Townlet.EndToEnd.Towns;

/// <summary>The content of a run that has ended, without times: two runs with the same content are the same.</summary>
/// <param name="Rows">Each table of metrics.db with its rows as text, sorted; columns named timestamp are left out.</param>
/// <param name="Checkpoint">File name of the newest full checkpoint.</param>
/// <param name="CheckpointChecksum">SHA-256 of that file's tensors, lower-case hex; its header, which holds the time of writing, is left out.</param>
internal sealed record RunContent(IReadOnlyDictionary<string, IReadOnlyList<string>> Rows, string Checkpoint, string CheckpointChecksum)
{
    private const string Time = "timestamp";

    /// <summary>Number of rows in all tables.</summary>
    public int RowCount => Rows.Values.Sum(rows => rows.Count);

    /// <param name="folder">The run's folder.</param>
    public static RunContent Of(string folder)
    {
        // Numbers have five digits or more, so the longer one is the greater.
        var checkpoint = Directory.EnumerateFiles(Path.Combine(folder, "checkpoints"), "*.safetensors")
            .OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal).Last();
        return new RunContent(ReadRows(Path.Combine(folder, "metrics.db")), Path.GetFileName(checkpoint), ChecksumOfTensors(checkpoint));
    }

    /// <returns>A description of the first difference, or null where there is none.</returns>
    public string? DifferenceFrom(RunContent other)
    {
        if (!Rows.Keys.Order(StringComparer.Ordinal).SequenceEqual(other.Rows.Keys.Order(StringComparer.Ordinal)))
        {
            return $"tables {string.Join(", ", Rows.Keys)} against {string.Join(", ", other.Rows.Keys)}";
        }

        foreach (var (table, rows) in Rows)
        {
            var others = other.Rows[table];
            var different = rows.Except(others).Concat(others.Except(rows)).Order(StringComparer.Ordinal).Take(4).ToList();
            if (different.Count > 0 || rows.Count != others.Count)
            {
                return $"{table}: {rows.Count} rows against {others.Count}; among those that only one of the runs has: {string.Join(" / ", different)}";
            }
        }

        return (Checkpoint, CheckpointChecksum) == (other.Checkpoint, other.CheckpointChecksum)
            ? null
            : $"checkpoint {Checkpoint} with checksum {CheckpointChecksum} against {other.Checkpoint} with {other.CheckpointChecksum}";
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadRows(string database)
    {
        // Without pooling: the file must be closed before the folder is deleted.
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        return tables.ToDictionary(table => table, IReadOnlyList<string> (table) => [.. Read(connection, $"SELECT * FROM {table}").Order(StringComparer.Ordinal)]);
    }

    private static List<string> Read(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names come from the database itself.
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount)
                .Where(column => reader.GetName(column) != Time)
                .Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    private static string ChecksumOfTensors(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(length);
        stream.Seek(checked((long)BinaryPrimitives.ReadUInt64LittleEndian(length)), SeekOrigin.Current);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
