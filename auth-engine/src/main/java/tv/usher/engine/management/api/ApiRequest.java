package tv.usher.engine.management.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.Percent;

/**
 * A request of the API.
 *
 * @param method     HEAD counts as GET
 * @param path       below the API's own, decoded segment by segment, so that a name may have a slash in it
 * @param parameters of the query, decoded; each comes once
 * @param body       mostly empty
 * @param operator   who asks
 */
record ApiRequest(String method, List<String> path, Map<String, String> parameters, String body, Operator operator) {

    static final String LIMIT = "limit";

    /**
     * @param uri below the API's own path, as it came
     * @throws ApiException if it is malformed or ambiguous
     */
    static ApiRequest of(String method, String uri, String body, Operator operator) {
        String path = Api.pathOf(uri);
        List<String> segments = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String segment : path.substring(1).split("/", -1)) {
                segments.add(decoded(segment));
            }
        }
        String query = uri.substring(Math.min(path.length() + 1, uri.length()));
        return new ApiRequest(
                method.equals("HEAD") ? "GET" : method, List.copyOf(segments), parameters(query), body, operator);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1).replace('+', ' '));
            if (!pair.isEmpty() && parameters.put(name, value) != null) {
                throw new ApiException(ApiProblem.BAD_REQUEST, "the parameter '" + name + "' is there twice");
            }
        }
        return Map.copyOf(parameters);
    }

    private static String decoded(String raw) {
        try {
            return Percent.strict(raw);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "the address " + e.getMessage());
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * The highest number of entries of an answer.
     *
     * @throws ApiException if it is no number within the bounds
     */
    int limit() {
        return number(LIMIT, 1, 1000, 100);
    }

    /**
     * @param most  it isn't written with more digits either
     * @param usual counts where it isn't there
     * @throws ApiException if it is no number within the bounds
     */
    int number(String name, int least, int most, int usual) {
        String text = parameter(name).orElse(String.valueOf(usual));
        String digits = "[0-9]{1," + String.valueOf(most).length() + '}';
        int number = text.matches(digits) ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new ApiException(
                    ApiProblem.BAD_REQUEST, "'" + name + "' must be a number from " + least + " to " + most);
        }
        return number;
    }

    /**
     * @throws ApiException if it is neither true nor false
     */
    Optional<Boolean> flag(String name) {
        Optional<String> text = parameter(name);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'" + name + "' must be true or false");
        }
        return text.map(Boolean::valueOf);
    }

    /** Who has this value; everybody if the parameter isn't there. */
    <T> Predicate<T> is(String name, Function<T, String> value) {
        return is(parameter(name), value);
    }

    /**
     * As {@link #is}, however the address is written: the values have its canonical text.
     *
     * @throws ApiException if it is no IP address
     */
    <T> Predicate<T> isAddress(String name, Function<T, String> value) {
        return is(
                parameter(name)
                        .map(text -> IpAddress.parse(text)
                                .orElseThrow(() -> new ApiException(
                                        ApiProblem.BAD_REQUEST, "'" + name + "' must be an IP address"))
                                .toString()),
                value);
    }

    private static <T> Predicate<T> is(Optional<String> wanted, Function<T, String> value) {
        return one -> wanted.isEmpty() || wanted.get().equals(value.apply(one));
    }

    /**
     * A misspelt filter must not be ignored.
     *
     * @throws ApiException if there is a parameter that isn't known
     */
    void allowOnly(Set<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw new ApiException(ApiProblem.BAD_REQUEST, "there is no parameter '" + name + "' here");
            }
        }
    }
}
