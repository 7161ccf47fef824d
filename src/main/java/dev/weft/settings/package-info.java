/**
 * Reads the configuration document: YAML with positions, placeholders for secrets, the JSON Schema, checks across keys; and builds each
 * package's own settings record from it. The way in is {@link dev.weft.settings.Settings#load}. A mistake in the document is never an
 * exception: it is a {@link dev.weft.settings.Problem} with file, line, key and remedy, and all are reported at once. What a value says
 * is shown only where it cannot be a secret.
 */
@NullMarked
package dev.weft.settings;

import org.jspecify.annotations.NullMarked;
