package dev.weft.sandbox.data;

/** One text in every language of the catalogue. */
public record Text(String english, String german, String japanese) {

    /** The same words in every language, for names that are not translated. */
    static Text same(String words) {
        return new Text(words, words, words);
    }

    public String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case GERMAN -> german;
            case JAPANESE -> japanese;
        };
    }
}
