package dev.weft.acceptance;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A span as it stands in an OTLP export (opentelemetry/proto/trace/v1/trace.proto), read by hand: what we do not ask for is skipped.
 *
 * @param kind 2 for one who is asked, 3 for one who asks
 * @param parent empty for the first of a trace
 */
record ExportedSpan(String trace, String id, String parent, int kind) {
    static final int SERVER = 2;
    static final int CLIENT = 3;

    /** All spans of one export: resource spans (1), their scope spans (2), their spans (2). */
    static List<ExportedSpan> of(byte[] export) {
        List<ExportedSpan> spans = new ArrayList<>();
        for (Message resource : Message.of(export).messages(1)) {
            for (Message scope : resource.messages(2)) {
                for (Message span : scope.messages(2)) {
                    spans.add(new ExportedSpan(span.hex(1), span.hex(2), span.hex(4), span.number(6)));
                }
            }
        }
        return spans;
    }

    private record Field(int number, byte[] bytes, long value) {}

    private record Message(List<Field> fields) {
        static Message of(byte[] bytes) {
            List<Field> fields = new ArrayList<>();
            int[] at = {0};
            while (at[0] < bytes.length) {
                long tag = varint(bytes, at);
                int number = (int) (tag >>> 3);
                int type = (int) (tag & 7);
                if (type == 0) {
                    fields.add(new Field(number, new byte[0], varint(bytes, at)));
                } else {
                    int length = type == 2 ? (int) varint(bytes, at) : type == 1 ? 8 : 4;
                    byte[] content = new byte[length];
                    System.arraycopy(bytes, at[0], content, 0, length);
                    at[0] += length;
                    fields.add(new Field(number, content, 0));
                }
            }
            return new Message(fields);
        }

        private static long varint(byte[] bytes, int[] at) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at[0]++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        List<Message> messages(int number) {
            return fields.stream()
                    .filter(field -> field.number() == number)
                    .map(field -> of(field.bytes()))
                    .toList();
        }

        String hex(int number) {
            return fields.stream()
                    .filter(field -> field.number() == number)
                    .map(field -> HexFormat.of().formatHex(field.bytes()))
                    .findFirst()
                    .orElse("");
        }

        int number(int number) {
            return fields.stream()
                    .filter(field -> field.number() == number)
                    .mapToInt(field -> (int) field.value())
                    .findFirst()
                    .orElse(0);
        }
    }
}
