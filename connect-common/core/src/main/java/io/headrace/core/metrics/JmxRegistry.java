package io.headrace.core.metrics;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.utils.Sanitizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics as the attributes of one MBean. When a task of the same name is there already (Connect gave up on it, but it has not ended), the newer one takes the
 * name, and the end of the older one leaves it alone.
 */
final class JmxRegistry implements Registry, DynamicMBean {

    private static final Logger LOG = LoggerFactory.getLogger(JmxRegistry.class);
    private static final String OWNER = "owner";
    private static final int TRIES = 3;

    private record Metric(String doc, Supplier<Number> value) {}

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String owner = UUID.randomUUID().toString();
    private final Map<String, Metric> metrics = new ConcurrentSkipListMap<>();
    private final ObjectName name;

    private JmxRegistry(ObjectName name) {
        this.name = name;
    }

    static JmxRegistry open(String type, String connector, int task) {
        JmxRegistry registry = new JmxRegistry(name(type, connector, task));
        registry.register();
        return registry;
    }

    @Override
    public void add(String metric, String doc, Supplier<Number> value) {
        metrics.put(metric, new Metric(doc, value));
    }

    @Override
    public void close() {
        try {
            if (owner.equals(server.getMBeanInfo(name).getDescriptor().getFieldValue(OWNER))) {
                server.unregisterMBean(name);
            }
        } catch (InstanceNotFoundException e) {
            LOG.debug("The MBean {} is gone already", name);
        } catch (JMException e) {
            LOG.warn("The MBean {} could not be removed", name, e);
        }
    }

    private void register() {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                server.registerMBean(this, name);
                return;
            } catch (InstanceAlreadyExistsException e) {
                unregisterOlder();
            } catch (JMException e) {
                LOG.warn("The metrics of {} are not shown", name, e);
                return;
            }
        }
        LOG.warn("The metrics of {} are not shown, because others take the name again and again", name);
    }

    private void unregisterOlder() {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.debug("The older MBean {} went by itself", name);
        }
    }

    private static ObjectName name(String type, String connector, int task) {
        String text = "io.headrace:type=" + type + ",connector=" + Sanitizer.jmxSanitize(connector) + ",task=" + task;
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("No MBean can be named " + text, e);
        }
    }

    @Override
    public Number getAttribute(String attribute) throws AttributeNotFoundException {
        Metric metric = metrics.get(attribute);
        if (metric == null) {
            throw new AttributeNotFoundException("There is no metric " + attribute);
        }
        return metric.value().get();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList found = new AttributeList();
        for (String attribute : attributes) {
            Metric metric = metrics.get(attribute);
            if (metric != null) {
                found.add(new Attribute(attribute, metric.value().get()));
            }
        }
        return found;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = metrics.entrySet().stream()
                .map(entry -> new MBeanAttributeInfo(
                        entry.getKey(), Number.class.getName(), entry.getValue().doc(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(
                JmxRegistry.class.getName(),
                "Metrics of a Headrace task",
                attributes,
                null,
                null,
                null,
                new ImmutableDescriptor(OWNER + "=" + owner));
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("Metrics are read-only");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String action, Object @Nullable [] params, String @Nullable [] signature) {
        throw new UnsupportedOperationException("Metrics have no operations");
    }
}
