package dev.tidemark;

/** The command line. */
public final class Tidemark {
  private Tidemark() {}

  public static void main(String[] args) {
    System.out.println(System.getProperty("tidemark.profile"));
  }
}
