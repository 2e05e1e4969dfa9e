package dev.tidemark.source.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A glob, cut where its first name with a character of globs begins. As in Hadoop and Spark it
 * matches no file whose name begins with {@code _} or {@code .}, nor one in such a directory below
 * the root: these hold what programs keep for themselves.
 *
 * @param root a directory; the file itself where there is no pattern
 * @param pattern what follows; empty where the glob names one file
 */
public record InputPattern(String root, String pattern) {
  private static final Pattern GLOB_CHARACTER = Pattern.compile("[*?\\[{]");
  private static final Pattern REMOTE =
      Pattern.compile("([a-zA-Z][-a-zA-Z0-9+.]*:(?://[^/]*)?)(/.*)", Pattern.DOTALL);

  /**
   * Cuts a glob. On this machine a directory or file that has the very name which stands in the
   * glob is taken for itself, so the characters of globs may be part of a name.
   */
  public static InputPattern of(String glob) {
    if (LocalFiles.isLocal(glob)) {
      return of(glob.startsWith("/") ? "" : System.getProperty("user.dir"), glob, true);
    }
    Matcher remote = REMOTE.matcher(glob);
    return remote.matches()
        ? of(remote.group(1), remote.group(2), false)
        : new InputPattern(glob, "");
  }

  private static InputPattern of(String start, String glob, boolean isLocal) {
    String root = start;
    List<String> names = Arrays.stream(glob.split("/")).filter(name -> !name.isEmpty()).toList();
    for (int i = 0; i < names.size(); i++) {
      String named = root + "/" + names.get(i);
      boolean isName =
          !GLOB_CHARACTER.matcher(names.get(i)).find()
              || (isLocal && Files.exists(LocalFiles.path(named)));
      if (!isName) {
        return new InputPattern(
            root.endsWith("/") ? root : root + "/",
            String.join("/", names.subList(i, names.size())));
      }
      root = named;
    }
    return new InputPattern(root, "");
  }

  /** Whether it names one file. */
  public boolean isName() {
    return pattern.isEmpty();
  }

  /** How many names below the root the pattern reaches. */
  public int depth() {
    return pattern.contains("**")
        ? Integer.MAX_VALUE
        : 1 + (int) pattern.chars().filter(character -> character == '/').count();
  }

  /**
   * Matches paths that are relative to the root, hidden ones as well.
   *
   * @throws IOException if the pattern is none
   */
  public PathMatcher matcher() throws IOException {
    try {
      // A backslash is a character as any other.
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("\\", "\\\\"));
    } catch (PatternSyntaxException e) {
      throw new IOException(pattern + " is not a glob: " + e.getDescription(), e);
    }
  }

  /** Whether a path below the root is left out, for its own name or that of a directory. */
  public static boolean isHidden(Path belowRoot) {
    for (Path name : belowRoot) {
      if (name.toString().startsWith("_") || name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a remote file that this has matched is left out. */
  boolean hides(String file) {
    Matcher remote = REMOTE.matcher(file);
    Matcher ownRoot = REMOTE.matcher(root);
    if (isName() || !remote.matches() || !ownRoot.matches()) {
      return false;
    }
    Path path = Path.of(remote.group(2));
    int rootNames = Path.of(ownRoot.group(2)).getNameCount();
    return path.getNameCount() > rootNames
        && isHidden(path.subpath(rootNames, path.getNameCount()));
  }
}
