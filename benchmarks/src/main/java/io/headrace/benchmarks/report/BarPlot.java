package io.headrace.benchmarks.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A plot of horizontal bars as SVG. Written without AWT, which needs fonts that servers do not have; the same result gives the
 * same bytes everywhere, so that a plot in the repository changes only when its figures do.
 *
 * @param title above the plot
 * @param subtitle below the title
 * @param bars from top to bottom
 */
public record BarPlot(String title, String subtitle, List<Bar> bars) {
    private static final int SMALL = 100;
    private static final int WIDTH = 720;
    private static final int LEFT = 170;
    private static final int RIGHT = 110;
    private static final int TOP = 62;
    private static final int STEP = 44;
    private static final int THICK = 26;
    private static final String STRESSED = "#1f77b4";
    private static final String PLAIN = "#9aa5b1";
    private static final String INK = "#24292f";

    public BarPlot {
        bars = List.copyOf(bars);
    }

    /**
     * One bar.
     *
     * @param label to its left
     * @param value its length and the text to its right
     * @param dots single values, drawn over it
     * @param stressed whether it is the one to look at
     */
    public record Bar(String label, double value, List<Double> dots, boolean stressed) {
        public Bar {
            dots = List.copyOf(dots);
        }
    }

    /** {@return a plot without bars} */
    public static BarPlot of(String title, String subtitle) {
        return new BarPlot(title, subtitle, List.of());
    }

    /**
     * Adds a bar as long as the median.
     *
     * @param turns the single values
     */
    public BarPlot with(String label, List<Double> turns, boolean stressed) {
        List<Bar> more = new ArrayList<>(bars);
        more.add(new Bar(label, Result.median(turns), turns, stressed));
        return new BarPlot(title, subtitle, more);
    }

    String svg() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            write(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Cannot write the plot " + title, e);
        }
        return text + "\n";
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        int height = TOP + bars.size() * STEP;
        double most = bars.stream()
                .flatMap(bar -> Stream.concat(bar.dots().stream(), Stream.of(bar.value())))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double scale = (WIDTH - LEFT - RIGHT) / most;
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attributes(xml, "viewBox", "0 0 " + WIDTH + " " + height, "font-family", "sans-serif", "font-size", "14");
        element(xml, "rect", "width", WIDTH, "height", height, "fill", "#ffffff");
        text(xml, title, "x", 16, "y", 26, "font-size", 18, "font-weight", "bold", "fill", INK);
        text(xml, subtitle, "x", 16, "y", 46, "font-size", 12, "fill", INK);
        for (int i = 0; i < bars.size(); i++) {
            write(xml, bars.get(i), TOP + i * STEP, scale);
        }
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, Bar bar, int top, double scale) throws XMLStreamException {
        int middle = top + THICK / 2;
        text(xml, bar.label(), "x", LEFT - 10, "y", middle + 5, "text-anchor", "end", "fill", INK);
        element(
                xml,
                "rect",
                "x",
                LEFT,
                "y",
                top,
                "width",
                tenths(bar.value() * scale),
                "height",
                THICK,
                "fill",
                bar.stressed() ? STRESSED : PLAIN);
        for (double dot : bar.dots()) {
            element(
                    xml,
                    "circle",
                    "cx",
                    tenths(LEFT + dot * scale),
                    "cy",
                    middle,
                    "r",
                    3,
                    "fill",
                    INK,
                    "opacity",
                    0.55);
        }
        text(
                xml,
                String.format(Locale.ROOT, bar.value() < SMALL ? "%,.1f" : "%,.0f", bar.value()),
                "x",
                WIDTH - 16,
                "y",
                middle + 5,
                "text-anchor",
                "end",
                "fill",
                INK);
    }

    private static void text(XMLStreamWriter xml, String content, Object... attributes) throws XMLStreamException {
        xml.writeStartElement("text");
        attributes(xml, attributes);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, Object... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(xml, attributes);
    }

    private static void attributes(XMLStreamWriter xml, Object... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i].toString(), pairs[i + 1].toString());
        }
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
