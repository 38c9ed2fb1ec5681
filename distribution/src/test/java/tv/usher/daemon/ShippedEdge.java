package tv.usher.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recipes that people copy, each with its real edge in front of files of three hosts. Whoever writes another one on a page adds it here:
 * {@link JudgedIsServedIT} attacks each, and misses none.
 */
enum ShippedEdge {
    NGINX(caller("nginx.md", "nginx", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return nginx(site, NginxRecipe.plain());
        }
    },
    NGINX_WITHOUT_A_GAP(caller("nginx.md", "nginx", 1)) {
        @Override
        Running start(Site site) throws IOException {
            return nginx(site, NginxRecipe.withoutAGap());
        }
    },
    /** As the page says: the second block without its line proxy_ignore_headers. */
    NGINX_TOLD_HOW_LONG(caller("nginx.md", "nginx", 1)) {
        @Override
        String usherKeys() {
            return "sessions: {edge-cache: 5s}\n";
        }

        @Override
        Running start(Site site) throws IOException {
            return nginx(
                    site, NginxRecipe.withoutAGap().with("proxy_ignore_headers Cache-Control X-Accel-Expires;", ""));
        }
    },
    NGINX_WITH_REDIRECTS(caller("nginx.md", "nginx", 2)) {
        @Override
        Running start(Site site) throws IOException {
            return nginx(site, NginxRecipe.withRedirects());
        }
    },
    NGINX_WITH_COOKIES(caller("nginx.md", "nginx", 3)) {
        @Override
        String usherKeys() {
            return "sessions: {follow: cookie}\n";
        }

        @Override
        Running start(Site site) throws IOException {
            return nginx(site, NginxRecipe.withCookies().and(NginxRecipe.block(1)));
        }
    },
    NGINX_BEHIND_A_PROXY(caller("nginx.md", "nginx", 4)) {
        @Override
        boolean isBehindProxy() {
            return true;
        }

        @Override
        Running start(Site site) throws IOException {
            return nginx(
                    site,
                    NginxRecipe.withoutAGap().and(caller("nginx.md", "nginx", 4).with("10.0.0.0/8", PROXY)));
        }
    },
    NGINX_BEFORE_SRS(caller("srs.md", "nginx", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return nginx(site, NginxRecipe.withoutAGap().and(caller("srs.md", "nginx", 0)));
        }
    },
    NGINX_FOR_OTHER_PAGES(caller("cors.md", "nginx", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return nginx(site, NginxRecipe.withoutAGap().and(caller("cors.md", "nginx", 0)));
        }
    },
    CADDY(caller("caddy.md", "caddyfile", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return caddy(site, caller("caddy.md", "caddyfile", 0));
        }
    },
    CADDY_WITH_COOKIES(caller("caddy.md", "caddyfile", 1)) {
        @Override
        String usherKeys() {
            return "sessions: {follow: cookie}\n";
        }

        @Override
        Running start(Site site) throws IOException {
            return caddy(site, caller("caddy.md", "caddyfile", 1));
        }
    },
    CADDY_FOR_OTHER_PAGES(caller("cors.md", "caddyfile", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return caddy(site, caller("cors.md", "caddyfile", 0));
        }
    },
    HAPROXY(caller("haproxy.md", "haproxy", 0), caller("haproxy.md", "lua", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return haproxy(site, "");
        }
    },
    HAPROXY_FOR_OTHER_PAGES(caller("cors.md", "haproxy", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return haproxy(site, caller("cors.md", "haproxy", 0).text());
        }
    },
    APACHE(caller("apache.md", "apache", 0), caller("apache.md", "lua", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return apache(site, "");
        }
    },
    APACHE_FOR_OTHER_PAGES(caller("cors.md", "apache", 0)) {
        @Override
        Running start(Site site) throws IOException {
            return apache(site, caller("cors.md", "apache", 0).text());
        }
    };

    /**
     * What an edge is set up for.
     *
     * @param usher the port where it asks
     */
    record Site(Path folder, PaidChannels channels, int usher) {}

    /** An edge that listens, with what it needs. */
    record Running(int port, Runnable... ends) implements AutoCloseable {
        @Override
        public void close() {
            List.of(ends).forEach(Runnable::run);
        }
    }

    /** The address of the proxy that stands before an edge which is behind one. */
    static final String PROXY = "127.0.0.3";

    private final List<MarkdownBlock> blocks;

    ShippedEdge(MarkdownBlock... blocks) {
        this.blocks = List.of(blocks);
    }

    /** What its page says. */
    List<MarkdownBlock> blocks() {
        return blocks;
    }

    abstract Running start(Site site) throws IOException;

    boolean isBehindProxy() {
        return false;
    }

    /** Goes on with what Usher said last, while Usher is down. */
    boolean remembers() {
        return name().startsWith("NGINX_") && this != NGINX_WITH_REDIRECTS;
    }

    /** What Usher's file says beside the rules. */
    String usherKeys() {
        return "";
    }

    private static Running nginx(Site site, NginxRecipe readme) throws IOException {
        NginxRecipe recipe = readme.with("127.0.0.1:1064", "127.0.0.1:" + site.usher());
        Map<String, String> servers = new LinkedHashMap<>();
        for (String host : PaidChannels.HOSTS) {
            servers.put(
                    host,
                    recipe.with("/srv/tv", site.channels().rootOf(host).toString())
                            .server());
        }
        String cache = site.folder().resolve("cache").toString();
        NginxServer edge = NginxServer.start(site.folder(), recipe.http().replace("/var/cache/usher", cache), servers);
        return new Running(edge.port(), edge::close);
    }

    private static Running caddy(Site site, MarkdownBlock recipe) throws IOException {
        Map<String, MarkdownBlock> sites = new LinkedHashMap<>();
        for (String host : PaidChannels.HOSTS) {
            sites.put(
                    host,
                    recipe.with("127.0.0.1:1064", "127.0.0.1:" + site.usher())
                            .with("/srv/tv", site.channels().rootOf(host).toString()));
        }
        CaddyServer edge = CaddyServer.start(site.folder(), sites);
        return new Running(edge.port(), edge::close);
    }

    /** In front of a media server that asks nobody. */
    private static Running haproxy(Site site, String added) throws IOException {
        Map<String, String> servers = new LinkedHashMap<>();
        PaidChannels.HOSTS.forEach(
                host -> servers.put(host, "root " + site.channels().rootOf(host) + ";\n"));
        NginxServer media =
                NginxServer.start(Files.createDirectory(site.folder().resolve("media")), "", servers);
        String asking = "    http-request lua.usher\n";
        HaproxyServer edge = HaproxyServer.start(
                site.folder(),
                caller("haproxy.md", "haproxy", 0)
                        .with("192.0.2.20:80", "127.0.0.1:" + media.port())
                        .with("edge.example.com", String.join(" ", PaidChannels.HOSTS))
                        .with(asking, added + asking)
                        .text(),
                caller("haproxy.md", "lua", 0).with("192.0.2.1:1064", "127.0.0.1:" + site.usher()));
        return new Running(edge.port(), edge::close, media::close);
    }

    private static Running apache(Site site, String added) throws IOException {
        MarkdownBlock recipe = caller("apache.md", "apache", 0);
        String[] sites = recipe.text().split("(?=<VirtualHost )");
        StringBuilder all = new StringBuilder(sites[0]);
        for (String host : PaidChannels.HOSTS) {
            all.append(sites[1].replace("ServerName edge.example.com\n", "ServerName " + host + '\n' + added)
                    .replace("/srv/tv/", site.channels().rootOf(host) + "/live/"));
        }
        ApacheServer edge = ApacheServer.start(
                site.folder(),
                all.toString(),
                caller("apache.md", "lua", 0).with("192.0.2.1:1064", "127.0.0.1:" + site.usher()));
        return new Running(edge.port(), edge::close);
    }

    private static MarkdownBlock caller(String page, String language, int block) {
        try {
            return MarkdownBlock.ofCallersPage(page, language).get(block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
