package io.headrace.testkit.connector;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Lets a record go on when an address has answered that was given its topic, key and value as text, so that who answers there can let a worker stand at any record. */
@AutoService(Transformation.class)
@SuppressWarnings("rawtypes") // services are named without type arguments
public final class Turnstile implements Transformation<SourceRecord> {

    private static final ConfigDef CONFIG =
            new ConfigDef().define("url", ConfigDef.Type.STRING, Importance.HIGH, "The address, asked by POST.");

    private String url = "";

    @Override
    public SourceRecord apply(SourceRecord record) {
        String text = record.topic() + " " + record.key() + " " + record.value();
        try {
            HttpURLConnection question =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            question.setDoOutput(true);
            try (OutputStream out = question.getOutputStream()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            try (InputStream answer = question.getInputStream()) {
                answer.readAllBytes();
            }
            return record;
        } catch (IOException e) {
            throw new ConnectException("Nobody at " + url + " lets records pass", e);
        }
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        url = new AbstractConfig(CONFIG, settings).getString("url");
    }

    @Override
    public void close() {}
}
