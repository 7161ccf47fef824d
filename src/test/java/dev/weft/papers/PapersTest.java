package dev.weft.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class PapersTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    @Test
    void everyDependencyHasItsReason() throws Exception {
        String page = Files.readString(Path.of("docs/dependencies.md"));
        assertThat(dependencies())
                .isNotEmpty()
                .allSatisfy(artifact -> assertThat(page)
                        .as("docs/dependencies.md has a line for %s", artifact)
                        .contains("| `" + artifact + "` | "));
    }

    @Test
    void everyLineIsOfADependency() throws Exception {
        List<String> artifacts = dependencies();
        Files.readString(Path.of("docs/dependencies.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> assertThat(artifacts).contains(line.substring(3, line.indexOf('`', 3))));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path paper : papers()) {
            Matcher link = LINK.matcher(Files.readString(paper));
            while (link.find()) {
                String target = link.group(1);
                boolean elsewhere = target.contains("://") || target.startsWith("mailto:");
                if (!elsewhere && !Files.exists(paper.resolveSibling(target))) {
                    broken.add(paper + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void decisionsAreNumberedWithoutGapsAndNameTheRoadNotTaken() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.list(Path.of("docs/decisions"))) {
            pages = files.sorted().toList();
        }
        for (int i = 0; i < pages.size(); i++) {
            String text = Files.readString(pages.get(i));
            assertThat(pages.get(i).getFileName().toString()).startsWith(String.format("%04d-", i + 1));
            assertThat(text)
                    .as("%s", pages.get(i))
                    .startsWith("# " + (i + 1) + ". ")
                    .contains("**Rejected.**");
        }
    }

    /** Or the orders that a store in its usual place has taken go with the container. */
    @Test
    void theDocumentedContainerKeepsItsWorkingFolderInAVolume() throws IOException {
        String image = Files.readString(Path.of("Dockerfile"));
        String folder = image.substring(image.lastIndexOf("\nWORKDIR ") + 9)
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(image)
                .contains("\nVOLUME " + folder + "\n")
                .contains("install -d -o weft -g weft /opt/weft " + folder);
        List<String> lines = Files.readString(Path.of("docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("docker run "))
                .toList();
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern("-v [a-z-]+:" + Pattern.quote(folder) + " "));
    }

    private static List<Path> papers() throws IOException {
        List<Path> papers = new ArrayList<>(List.of(
                Path.of("README.md").toAbsolutePath(),
                Path.of("CONTRIBUTING.md").toAbsolutePath()));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(papers::add);
        }
        return papers;
    }

    /** The artifacts of the project's own dependencies, not of those it manages or builds with. */
    private static List<String> dependencies() throws Exception {
        NodeList children = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getDocumentElement()
                .getChildNodes();
        List<String> artifacts = new ArrayList<>();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element section && section.getTagName().equals("dependencies")) {
                NodeList names = section.getElementsByTagName("artifactId");
                for (int n = 0; n < names.getLength(); n++) {
                    artifacts.add(names.item(n).getTextContent());
                }
            }
        }
        return artifacts;
    }
}
