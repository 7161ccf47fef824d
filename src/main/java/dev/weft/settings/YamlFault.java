package dev.weft.settings;

import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says what a syntax error most likely is. The parser's own message is not passed on: it quotes the document, which may hold secrets.
 */
final class YamlFault {
    private record Known(String problem, String message, String remedy) {}

    private static final List<Known> KNOWN = List.of(
            new Known("TAB", "a tab stands where YAML wants blanks", "Indent with blanks only."),
            new Known(
                    "mapping values are not allowed",
                    "a ': ' stands where no key can be",
                    "Check the indentation, and put a value that holds ': ' in quotes."),
            new Known(
                    "could not find expected ':'",
                    "a key without ':'",
                    "Write 'key: value', with a blank after the colon."),
            new Known(
                    "expected <block end>",
                    "this line is indented differently from its siblings",
                    "Give keys of one mapping the same indentation."),
            new Known(
                    "expected ',' or '}'",
                    "a '{' is not closed with '}', or a ',' is missing",
                    "Check the line's braces."),
            new Known(
                    "expected ',' or ']'",
                    "a '[' is not closed with ']', or a ',' is missing",
                    "Check the line's brackets."),
            new Known("found unexpected end of stream", "a quote is not closed", "Close the quoted text."),
            new Known(
                    "sequence entries are not allowed", "a '- ' stands where no list can be", "Check the indentation."),
            new Known(
                    "cannot start any token",
                    "a value begins with a character that needs quotes",
                    "Put it in quotes."));

    private YamlFault() {}

    static void report(MarkedYAMLException fault, String text, Problems problems) {
        Mark mark = fault.getProblemMark();
        int line = mark == null ? 1 : mark.getLine() + 1;
        String problem = fault.getProblem() == null ? "" : fault.getProblem();
        if (mark != null && indentedByTab(text, mark.getLine())) {
            problem = "TAB";
        }
        for (Known known : KNOWN) {
            if (problem.contains(known.problem)) {
                problems.error(line, "", known.message, known.remedy);
                return;
            }
        }
        problems.error(
                line, "", "this line is not YAML", "Check it and the line above for quotes, braces and indentation.");
    }

    private static boolean indentedByTab(String text, int line) {
        String[] lines = text.split("\n", -1);
        return line < lines.length
                && lines[line].stripLeading().length() < lines[line].length()
                && lines[line]
                        .substring(
                                0,
                                lines[line].length()
                                        - lines[line].stripLeading().length())
                        .contains("\t");
    }
}
