package com.developmentleads.doctor;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.failure.RequestFailure;
import com.developmentleads.net.BoundedHttp;
import com.developmentleads.parcel.LayerException;
import com.developmentleads.parcel.LayerFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Whether the layer of parcels has the fields of its mapping, by one request for its description. */
final class ParcelCheck {

    private static final String WHAT = "parcels";

    private final Settings settings;

    ParcelCheck(Settings settings) {
        this.settings = settings;
    }

    /** One entry for each line of the mapping whose field is not there; else one for the layer. */
    List<Check> examine() {
        Optional<String> address = settings.optional("parcels.layer-url");
        if (address.isEmpty()) {
            return List.of(new Check(WHAT, Check.State.OFF, "parcels.layer-url is empty"));
        }
        try {
            LayerFields fields = new LayerFields(settings.text("parcels.mapping"));
            List<String> missing = fields.missing(description(address.get()));
            return missing.isEmpty()
                    ? List.of(new Check(WHAT, Check.State.OK, address.get() + " has the fields of " + fields.file()))
                    : missing.stream()
                            .map(line -> new Check(
                                    WHAT,
                                    Check.State.MISSING,
                                    fields.file() + " says " + line
                                            + ", a field that the layer has not — correct or remove the line"))
                            .toList();
        } catch (ConfigurationException e) {
            return List.of(new Check(WHAT, Check.State.MISSING, e.getMessage()));
        } catch (LayerException e) {
            return List.of(unusable(address.get(), e.getMessage()));
        } catch (IOException e) {
            return List.of(unusable(address.get(), RequestFailure.describe(e)));
        }
    }

    private static Check unusable(String address, String why) {
        return new Check(WHAT, Check.State.MISSING, address + ": " + why + " — check parcels.layer-url");
    }

    private String description(String address) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout("parcels.response-timeout"))
                        .setConnectionRequestTimeout(timeout("parcels.connect-timeout"))
                        .build());
        new BoundedHttp(
                        settings.duration("parcels.connect-timeout").toMillis(),
                        settings.duration("parcels.deadline").toMillis(),
                        settings.integer("parcels.max-answer-bytes"))
                .configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(new HttpGet(address + "?f=json"), answer -> {
                if (answer.getCode() != HttpStatus.SC_OK) {
                    throw new LayerException("HTTP " + answer.getCode());
                }
                return answer.getEntity() == null
                        ? ""
                        : EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8);
            });
        }
    }

    private Timeout timeout(String property) {
        return Timeout.of(settings.duration(property));
    }
}
