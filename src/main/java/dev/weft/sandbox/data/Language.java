package dev.weft.sandbox.data;

import java.util.Arrays;

/** A language the catalogue is written in. */
public enum Language {
    ENGLISH("en-GB"),
    GERMAN("de-DE"),
    JAPANESE("ja-JP");

    private final String locale;

    Language(String locale) {
        this.locale = locale;
    }

    /** The language of a locale, by its first two letters; {@code otherwise} if none is written in it. */
    public static Language of(String locale, Language otherwise) {
        return Arrays.stream(values())
                .filter(language -> locale.regionMatches(0, language.locale, 0, 2))
                .findFirst()
                .orElse(otherwise);
    }

    public String locale() {
        return locale;
    }
}
