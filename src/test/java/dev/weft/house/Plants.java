package dev.weft.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles source texts into a folder of their own and reads the classes back, so that a violation never stands in the real tree. */
final class Plants {
    private Plants() {}

    /**
     * The classes of {@code sources}.
     *
     * @param sources class name to source text
     */
    static JavaClasses compile(Map<String, String> sources, Path folder) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new Source(name, text)));
        List<String> options = List.of(
                "-d", folder.toString(), "-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        StringWriter messages = new StringWriter();
        if (!compiler.getTask(messages, null, null, options, null, files).call()) {
            throw new IllegalStateException("a plant does not compile:\n" + messages);
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("plant:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
