package dev.weft.settings;

import java.util.Set;

/** Everything the document says, as each package's own settings. */
public record GatewaySettings(Set<String> sites) {}
