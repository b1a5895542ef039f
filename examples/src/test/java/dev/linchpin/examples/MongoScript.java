package dev.linchpin.examples;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** MongoDB's protocol: every question is answered as if it were hello, which is a good answer to ping as well. */
final class MongoScript implements Script {
    private static final int HEADER = 16;
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;

    @Override
    public void insideTls(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER) {
                return;
            }
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            in.readFully(new byte[fields.getInt(0) - HEADER]);
            boolean query = fields.getInt(12) == OP_QUERY;
            ByteBuffer answer = query ? reply() : message();
            answer.putInt(0, answer.capacity()).putInt(8, fields.getInt(4)).putInt(12, query ? OP_REPLY : OP_MSG);
            for (int i = 0; i < answer.capacity(); i++) {
                out.write(answer.get(i));
            }
            out.flush();
        }
    }

    private static ByteBuffer message() {
        byte[] document = hello();
        return little(HEADER + 5 + document.length).put(HEADER + 5, document);
    }

    /** To the first question, which is put in the way of old servers. */
    private static ByteBuffer reply() {
        byte[] document = hello();
        return little(HEADER + 20 + document.length).putInt(HEADER + 16, 1).put(HEADER + 20, document);
    }

    private static byte[] hello() {
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            new DocumentCodec()
                    .encode(
                            writer,
                            new Document("ok", 1.0)
                                    .append("helloOk", true)
                                    .append("ismaster", true)
                                    .append("isWritablePrimary", true)
                                    .append("maxBsonObjectSize", 16_777_216)
                                    .append("maxMessageSizeBytes", 48_000_000)
                                    .append("maxWriteBatchSize", 100_000)
                                    .append("localTime", new BsonDateTime(0))
                                    .append("minWireVersion", 0)
                                    .append("maxWireVersion", 25)
                                    .append("readOnly", false),
                            EncoderContext.builder().build());
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
