package org.stompest.examples.launch;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files whose lines are sent. All are known to be readable and to be text.
 *
 * @param paths the files, in order
 */
record InputFiles(List<Path> paths) {
    private static final Set<String> TEXT =
            Set.of("cmd", "css", "csv", "html", "java", "json", "md", "properties", "sh", "txt", "xml", "yaml", "yml");
    private static final Set<String> NOT_THE_PROJECT = Set.of(".git", ".idea", "target");

    /**
     * Chooses files.
     *
     * @param files what the user wants, or nothing for the text files of the project
     * @throws WrongArgumentException if one of those cannot be read, or is no text in UTF-8
     */
    static InputFiles of(List<Path> files) throws WrongArgumentException {
        if (files.isEmpty()) {
            return new InputFiles(project(Path.of(System.getProperty("demo.home", "."))));
        }
        for (Path file : files) {
            check(file);
        }
        return new InputFiles(List.copyOf(files));
    }

    int count() {
        return paths.size();
    }

    private static void check(Path file) throws WrongArgumentException {
        if (!Files.exists(file)) {
            throw new WrongArgumentException("there is no file " + file);
        }
        if (Files.isDirectory(file)) {
            throw new WrongArgumentException(file + " is a directory; name the files in it");
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            reader.transferTo(Writer.nullWriter());
        } catch (CharacterCodingException e) {
            throw new WrongArgumentException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new WrongArgumentException("cannot read " + file + ": " + e, e);
        }
    }

    static List<Path> project(Path home) throws WrongArgumentException {
        List<Path> found = new ArrayList<>();
        for (Path file : Files.exists(home.resolve(".git")) ? tracked(home) : walked(home)) {
            if (isText(file) && Files.isReadable(file)) {
                check(file);
                found.add(file);
            }
        }
        if (found.isEmpty()) {
            throw new WrongArgumentException("there are no text files in " + home.toAbsolutePath());
        }
        return List.copyOf(found);
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** {@return what git keeps of the project; where there is no git, what is there} */
    private static List<Path> tracked(Path home) throws WrongArgumentException {
        try {
            Process git = new ProcessBuilder("git", "-C", home.toString(), "ls-files", "-z")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() == 0) {
                return Stream.of(names.split("\0")).map(home::resolve).toList();
            }
        } catch (IOException e) {
            return walked(home);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return walked(home);
    }

    private static List<Path> walked(Path home) throws WrongArgumentException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.iterate(home.relativize(file), p -> p != null, Path::getParent)
                            .noneMatch(p ->
                                    NOT_THE_PROJECT.contains(p.getFileName().toString())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WrongArgumentException("cannot look into " + home.toAbsolutePath() + ": " + e, e);
        }
    }
}
