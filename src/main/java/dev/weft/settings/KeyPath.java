package dev.weft.settings;

import java.util.List;

/**
 * The place of a value in the document, as a JSON pointer and as people write it. The root is empty.
 *
 * @param pointer for example {@code /sites/WeftEU/locales/1}
 * @param shown for example {@code sites.WeftEU.locales[1]}
 */
record KeyPath(String pointer, String shown) {
    static final KeyPath ROOT = new KeyPath("", "");

    KeyPath key(String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        String plain = name.matches("[A-Za-z0-9_-]+") ? name : "\"" + name + "\"";
        return new KeyPath(pointer + "/" + escaped, shown.isEmpty() ? plain : shown + "." + plain);
    }

    KeyPath item(int index) {
        return new KeyPath(pointer + "/" + index, shown + "[" + index + "]");
    }

    /** From names and indexes, as the schema validator gives them. */
    static KeyPath of(List<Object> elements) {
        KeyPath path = ROOT;
        for (Object element : elements) {
            path = element instanceof Integer index ? path.item(index) : path.key(element.toString());
        }
        return path;
    }
}
