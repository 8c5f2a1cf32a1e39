package org.stompest.examples.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of files, one after the other; only one line is in memory. Not thread-safe. */
final class LineReader implements Iterator<String>, AutoCloseable {
    private final Iterator<Path> files;
    private BufferedReader reader;
    private String next;

    LineReader(InputFiles files) {
        this.files = files.paths().iterator();
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && (reader != null || files.hasNext())) {
                if (reader == null) {
                    reader = Files.newBufferedReader(files.next());
                }
                next = reader.readLine();
                if (next == null) {
                    close();
                }
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read on: " + e, e);
        }
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        String line = next;
        next = null;
        return line;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
