using System.Text.Json;
using Townlet.Actors.Wire;

namespace Townlet.Actors.Viewers;

/// <summary>One encoded message for viewers, who all share its bytes.</summary>
/// <param name="Bytes">UTF-8 JSON.</param>
/// <param name="Droppable">True for a frame, which a newer one makes useless.</param>
internal sealed record ViewerMessage(ReadOnlyMemory<byte> Bytes, bool Droppable)
{
    internal static ViewerMessage Of(IMessage message) =>
        new(JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), WireJson.Default), Droppable: message is StateUpdateMessage);
}
