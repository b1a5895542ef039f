package dev.linchpin.examples;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBrokerCollection;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBrokerCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;

/** A cluster of one broker, which is here. */
record KafkaScript(int port) implements Script {
    @Override
    public void insideTls(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            ByteBuffer request = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            RequestHeader header = RequestHeader.parse(request);
            ResponseHeader answered = header.toResponseHeader();
            ByteBuffer answer = RequestUtils.serialize(
                    answered.data(), answered.headerVersion(), answer(header.apiKey()), header.apiVersion());
            out.writeInt(answer.remaining());
            out.write(answer.array(), answer.arrayOffset() + answer.position(), answer.remaining());
            out.flush();
        }
    }

    private ApiMessage answer(ApiKeys question) {
        return switch (question) {
            case API_VERSIONS -> new ApiVersionsResponseData().setApiKeys(understood());
            case METADATA ->
                new MetadataResponseData()
                        .setClusterId("cluster")
                        .setControllerId(1)
                        .setBrokers(new MetadataResponseBrokerCollection(List.of(new MetadataResponseBroker()
                                        .setNodeId(1)
                                        .setHost(Played.HOST)
                                        .setPort(port))
                                .iterator()));
            default ->
                new DescribeClusterResponseData()
                        .setClusterId("cluster")
                        .setControllerId(1)
                        .setBrokers(new DescribeClusterBrokerCollection(List.of(new DescribeClusterBroker()
                                        .setBrokerId(1)
                                        .setHost(Played.HOST)
                                        .setPort(port))
                                .iterator()));
        };
    }

    private static ApiVersionCollection understood() {
        return new ApiVersionCollection(Stream.of(ApiKeys.API_VERSIONS, ApiKeys.METADATA, ApiKeys.DESCRIBE_CLUSTER)
                .map(key -> new ApiVersion()
                        .setApiKey(key.id)
                        .setMinVersion(key.oldestVersion())
                        .setMaxVersion(key.latestVersion()))
                .iterator());
    }
}
