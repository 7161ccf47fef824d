package dev.weft;

public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
