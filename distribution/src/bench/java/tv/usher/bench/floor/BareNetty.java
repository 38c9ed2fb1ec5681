package tv.usher.bench.floor;

/** The floor of a decision about a known viewer: Netty alone, which allows everything. */
public final class BareNetty {

    private BareNetty() {}

    /**
     * @param args the port
     */
    public static void main(String[] args) {
        BareListener.listen(Integer.parseInt(args[0]), (request, ctx) -> ctx.writeAndFlush(Answers.allow()));
    }
}
