package dev.weft.cache;

/** A rendered answer and how the cache came by it. */
public record Served(CachedResponse response, CacheListener.Outcome outcome) {}
