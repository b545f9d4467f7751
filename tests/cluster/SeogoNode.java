// One OpenSearch node in a process of its own, so that a test can kill it. It has the few plugins that Seogo and the
// crawler's own index need; `start` compiles and runs it.

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.opensearch.index.analysis.AbstractTokenFilterFactory;
import org.opensearch.index.analysis.AbstractTokenizerFactory;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.TokenFilterFactory;
import org.opensearch.index.analysis.TokenizerFactory;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.AnalysisPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

public final class SeogoNode extends Node {
    private SeogoNode(Environment environment) {
        super(
            environment,
            List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, MapperExtrasPlugin.class, NoriPlugin.class),
            false
        );
    }

    /** Arguments: the node's folder, its HTTP and transport ports, and the transport addresses of all nodes. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        String[] all = arguments[3].split(",");
        String name = "127.0.0.1:" + arguments[2];
        Settings settings = Settings.builder()
            .put("cluster.name", "seogo-test")
            .put("node.name", name)
            .put("path.home", home)
            .put("path.data", home.resolve("data"))
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .putList("discovery.seed_hosts", all)
            .putList("cluster.initial_cluster_manager_nodes", all)
            // A test machine's disk may be nearly full, and a killed node should be missed soon.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("cluster.fault_detection.follower_check.interval", "500ms")
            .put("cluster.fault_detection.follower_check.timeout", "2s")
            .put("cluster.fault_detection.follower_check.retry_count", 2)
            .build();
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> name);
        SeogoNode node = new SeogoNode(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }));
        node.start();
        new CountDownLatch(1).await();
    }

    /** The parts of analysis-nori that the crawler's mapping names. */
    public static final class NoriPlugin extends Plugin implements AnalysisPlugin {
        @Override
        public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
            return Map.of("nori_tokenizer", (index, environment, name, settings) ->
                new AbstractTokenizerFactory(index, settings, name) {
                    private final String mode = settings.get("decompound_mode", "discard").toUpperCase();

                    @Override
                    public Tokenizer create() {
                        return new KoreanTokenizer(
                            KoreanTokenizer.DEFAULT_TOKEN_ATTRIBUTE_FACTORY,
                            null,
                            KoreanTokenizer.DecompoundMode.valueOf(mode),
                            false
                        );
                    }
                });
        }

        @Override
        public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
            return Map.of(
                "nori_readingform", (index, environment, name, settings) -> filter(index, name, settings, true),
                "nori_part_of_speech", (index, environment, name, settings) -> filter(index, name, settings, false)
            );
        }

        private static TokenFilterFactory filter(IndexSettings index, String name, Settings settings, boolean reads) {
            return new AbstractTokenFilterFactory(index, name, settings) {
                @Override
                public TokenStream create(TokenStream tokens) {
                    return reads ? new KoreanReadingFormFilter(tokens) : new KoreanPartOfSpeechStopFilter(tokens);
                }
            };
        }

        @Override
        public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
            return Map.of("nori", (index, environment, name, settings) ->
                new AbstractIndexAnalyzerProvider<KoreanAnalyzer>(index, name, settings) {
                    private final KoreanAnalyzer analyzer = new KoreanAnalyzer();

                    @Override
                    public KoreanAnalyzer get() {
                        return analyzer;
                    }
                });
        }
    }
}
