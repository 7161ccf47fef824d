package dev.weft.settings;

import java.util.regex.Pattern;

/** Tells a network in CIDR form from anything else, without asking a name server. */
final class Network {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:]{2,39}");

    private Network() {}

    static boolean valid(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v4 = V4.matcher(address).matches() && octets(address);
        boolean v6 = V6.matcher(address).matches() && groups(address);
        if (slash < 0 || !(v4 || v6)) {
            return v4 || v6;
        }
        String prefix = text.substring(slash + 1);
        return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= (v4 ? 32 : 128);
    }

    private static boolean octets(String address) {
        for (String octet : address.split("\\.", -1)) {
            if (Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean groups(String address) {
        int gap = address.indexOf("::");
        boolean oneGap = gap < 0 || address.indexOf("::", gap + 1) < 0;
        int groups = 0;
        for (String group : address.split(":", -1)) {
            if (group.length() > 4) {
                return false;
            }
            groups += group.isEmpty() ? 0 : 1;
        }
        return oneGap && (gap < 0 ? groups == 8 : groups < 8);
    }
}
