package tv.usher.engine.util;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file can't be used, in the system's own words. */
public final class IoProblems {

    private IoProblems() {}

    /** The message of the innermost cause, since outer ones describe what the library did. */
    public static String of(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return inner instanceof FileSystemException file ? of(file) : text(inner);
    }

    private static String of(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "no such file" : text(e);
    }

    private static String text(Throwable e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }
}
