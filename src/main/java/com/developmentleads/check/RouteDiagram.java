package com.developmentleads.check;

import com.developmentleads.config.ConfigurationException;
import freemarker.cache.ClassTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * A {@link RouteMap} as SVG: a box for each route, in a frame where its file has several. The layout is ELK's, which looks
 * for few crossings; the drawing is {@code routes/report/routes.svg.ftl}.
 */
final class RouteDiagram {

    /** Width of a character and height of a line of 12 pixels, monospaced. */
    private static final double CHARACTER = 7.3;

    private static final double LINE = 17;
    private static final double MARGIN = 12;
    private static final int WORDS = 46;

    private final RouteMap map;
    private final String focus;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> frames = new TreeMap<>();

    /** @param focus the route that the map is about, then boxes show their descriptions; or null */
    RouteDiagram(RouteMap map, String focus) {
        this.map = map;
        this.focus = focus;
    }

    /** @throws ConfigurationException when the template draws nothing */
    String svg(String title) {
        Map<String, Long> routes = map.boxes().stream()
                .collect(Collectors.groupingBy(RouteMap.Box::file, TreeMap::new, Collectors.counting()));
        Map<String, ElkNode> nodes = new TreeMap<>();
        Map<String, Object> boxes = new TreeMap<>();
        arrange(root);
        for (RouteMap.Box box : map.boxes()) {
            List<String> lines = lines(box);
            String kind = box.file().isEmpty() ? "outside" : box.trigger().isEmpty() ? "route" : "starts";
            boxes.put(box.id(), Map.of("file", box.file(), "text", box.text(), "kind", kind, "lines", lines));
            ElkNode node = ElkGraphUtil.createNode(
                    box.file().isEmpty() || routes.get(box.file()) == 1
                            ? root
                            : frames.computeIfAbsent(box.file(), this::frame));
            node.setIdentifier(box.id());
            int longest = lines.stream().mapToInt(String::length).max().orElse(0);
            node.setDimensions(longest * CHARACTER + 2 * MARGIN, lines.size() * LINE + MARGIN);
            nodes.put(box.id(), node);
        }
        map.arrows()
                .forEach(arrow -> ElkGraphUtil.createSimpleEdge(nodes.get(arrow.from()), nodes.get(arrow.to()))
                        .setIdentifier(arrow.sure() ? "sure" : "maybe"));
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return draw(Map.of(
                "title",
                title,
                "root",
                root,
                "boxes",
                boxes,
                "calls",
                map.arrows().size(),
                "focus",
                focus == null ? "" : focus));
    }

    private ElkNode frame(String file) {
        ElkNode frame = ElkGraphUtil.createNode(root);
        arrange(frame);
        frame.setIdentifier(file);
        frame.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN + LINE, MARGIN, MARGIN, MARGIN));
        return frame;
    }

    private static void arrange(ElkNode node) {
        node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        node.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        node.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        node.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        node.setProperty(LayeredOptions.SPACING_NODE_NODE, 14.0);
        node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 40.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 7.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 7.0);
        node.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
    }

    /** The name, what starts it, its words, and the components that it uses. */
    private List<String> lines(RouteMap.Box box) {
        List<String> lines = new ArrayList<>(List.of(box.id()));
        if (!box.trigger().isEmpty()) {
            lines.add("▶ " + box.trigger());
        }
        if (focus != null && !box.file().isEmpty()) {
            lines.addAll(List.of(
                    box.text().replaceAll("(.{1," + WORDS + "})(?: |$)", "$1\n").split("\n")));
        }
        if (!box.uses().isEmpty()) {
            lines.add(box.uses().entrySet().stream()
                    .map(use -> use.getKey() + (use.getValue() == 1 ? "" : " ×" + use.getValue()))
                    .collect(Collectors.joining(" · ")));
        }
        return lines;
    }

    private static String draw(Map<String, Object> model) {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setTemplateLoader(
                new ClassTemplateLoader(Thread.currentThread().getContextClassLoader(), "routes/report"));
        templates.setDefaultEncoding("UTF-8");
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        StringWriter text = new StringWriter();
        try {
            templates.getTemplate("routes.svg.ftl").process(model, text);
        } catch (IOException | TemplateException e) {
            throw new ConfigurationException(
                    "routes/report/routes.svg.ftl draws nothing, " + Texts.first(e.getMessage()),
                    "correct the template");
        }
        return text.toString();
    }
}
