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
 * A glob, split before its first name with a wildcard. As in Hadoop and Spark it matches no file
 * whose name begins with {@code _} or {@code .}, nor any file in such a directory below the root:
 * programs keep internal files there.
 *
 * @param root a directory; the file itself where there is no pattern
 * @param pattern the rest; empty where the glob names one file
 */
public record InputPattern(String root, String pattern) {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
  private static final Pattern REMOTE =
      Pattern.compile("([a-zA-Z][-a-zA-Z0-9+.]*:(?://[^/]*)?)(/.*)", Pattern.DOTALL);

  /**
   * Splits a glob. If a local directory or file has exactly the name in the glob, that name is
   * taken literally, so names may contain wildcards.
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
          !WILDCARD.matcher(names.get(i)).find()
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

  /** Whether the glob names one file. */
  public boolean isName() {
    return pattern.isEmpty();
  }

  /** Returns how many levels below the root the pattern reaches. */
  public int depth() {
    return pattern.contains("**")
        ? Integer.MAX_VALUE
        : 1 + (int) pattern.chars().filter(character -> character == '/').count();
  }

  /**
   * Returns a matcher of paths relative to the root, hidden ones included.
   *
   * @throws IOException if the pattern is not a glob
   */
  public PathMatcher matcher() throws IOException {
    try {
      // A backslash is an ordinary character.
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("\\", "\\\\"));
    } catch (PatternSyntaxException e) {
      throw new IOException(pattern + " is not a glob: " + e.getDescription(), e);
    }
  }

  /** Whether a path below the root is hidden by its own name or a directory's. */
  public static boolean isHidden(Path belowRoot) {
    for (Path name : belowRoot) {
      if (name.toString().startsWith("_") || name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a remote file that the pattern matches is hidden. */
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
