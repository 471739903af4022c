package com.developmentleads.provider.api;

import com.developmentleads.provider.store.ProviderStore;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Deleted;
import com.developmentleads.provider.wire.FileDocument;
import com.developmentleads.provider.wire.Page;
import com.developmentleads.provider.wire.Query;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** OpenAI's {@code /v1/files}. */
public final class FilesApi {

    private static final Set<String> PURPOSES =
            Set.of("assistants", "batch", "fine-tune", "vision", "user_data", "evals");
    private static final int DEFAULT_LIMIT = 10_000;
    private static final int MAX_LIMIT = 10_000;
    private static final int MAX_NAME = 255;
    private static final long MIN_EXPIRY_SECONDS = 3_600;
    private static final long MAX_EXPIRY_SECONDS = 2_592_000;

    private final ProviderStore store;

    public FilesApi(ProviderStore store) {
        this.store = store;
    }

    /**
     * Keeps an uploaded file.
     *
     * @param received the file the server wrote the upload to; anything else means that none was sent
     * @param filename the name the client gives it; kept for show and never used as a path
     * @param form     the form's other fields: {@code purpose}, and {@code expires_after[anchor]} with
     *                 {@code expires_after[seconds]}
     */
    public FileDocument create(Object received, String filename, Map<String, Object> form) {
        if (!(received instanceof File file)) {
            throw ApiException.invalid(
                    "file",
                    "missing_required_parameter",
                    "Exactly one 'file' part with a file name is needed in a multipart/form-data body.");
        }
        String purpose = field(form, "purpose");
        if (purpose == null) {
            throw ApiException.invalid(
                    "purpose", "missing_required_parameter", "Missing required parameter: 'purpose'.");
        }
        if (!PURPOSES.contains(purpose)) {
            throw ApiException.invalid(
                    "purpose",
                    "invalid_value",
                    String.format(
                            Locale.ROOT,
                            "'%s' is not one of %s.",
                            purpose,
                            PURPOSES.stream().sorted().toList()));
        }
        if (file.length() == 0) {
            throw ApiException.invalid("file", "The file is empty.");
        }
        return store.addFile(file.toPath(), shownName(filename), purpose, expiry(form));
    }

    private static String field(Map<String, Object> form, String name) {
        Object value = form.get(name);
        return value == null ? null : value.toString();
    }

    private static Long expiry(Map<String, Object> form) {
        String anchor = field(form, "expires_after[anchor]");
        String seconds = field(form, "expires_after[seconds]");
        if (anchor == null && seconds == null) {
            return null;
        }
        if (!"created_at".equals(anchor)) {
            throw ApiException.invalid(
                    "expires_after[anchor]", "invalid_value", "'expires_after[anchor]' must be 'created_at'.");
        }
        try {
            long value = Long.parseLong(String.valueOf(seconds));
            if (value >= MIN_EXPIRY_SECONDS && value <= MAX_EXPIRY_SECONDS) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one refusal below.
        }
        throw ApiException.invalid(
                "expires_after[seconds]",
                "invalid_value",
                String.format(
                        Locale.ROOT,
                        "'expires_after[seconds]' must be an integer between %d and %d.",
                        MIN_EXPIRY_SECONDS,
                        MAX_EXPIRY_SECONDS));
    }

    private static String shownName(String filename) {
        String name = filename == null
                ? ""
                : filename.substring(filename.replace('\\', '/').lastIndexOf('/') + 1);
        name = name.replaceAll("\\p{Cntrl}", "");
        if (name.isBlank()) {
            return "upload";
        }
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    /** @param query the raw query string: {@code purpose}, {@code limit}, {@code order}, {@code after} */
    public Page<FileDocument> list(String query) {
        Query parameters = new Query(query);
        List<FileDocument> files = store.files();
        String purpose = parameters.value("purpose").orElse(null);
        if (purpose != null) {
            files = files.stream()
                    .filter(file -> file.purpose().equals(purpose))
                    .toList();
        }
        Page<FileDocument> page = parameters.page(files, FileDocument::id, DEFAULT_LIMIT, MAX_LIMIT);
        // OpenAI's list of files, unlike its others, has empty strings here, not null, when it is empty.
        return page.data().isEmpty() ? new Page<>(page.object(), page.data(), "", "", false) : page;
    }

    public FileDocument retrieve(String id) {
        return store.file(id).orElseThrow(() -> noSuchFile(id));
    }

    /** The content as it was uploaded. */
    public File content(String id) {
        return store.content(id).map(Path::toFile).orElseThrow(() -> noSuchFile(id));
    }

    public Deleted delete(String id) {
        if (!store.deleteFile(id)) {
            throw noSuchFile(id);
        }
        return new Deleted(id, "file", true);
    }

    private static ApiException noSuchFile(String id) {
        return ApiException.notFound("id", "No such File object: " + id);
    }
}
