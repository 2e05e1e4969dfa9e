import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.ResourceScheduler;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler;

/**
 * A YARN for tests, on loopback: a resource manager and a node manager. It is run as a source file,
 * since it cannot be compiled on the class path of the tests: both know Hadoop's classes.
 */
class Yarn {
  /** Their clients have to know the ports, so they are chosen ahead. */
  private static final List<String> OF_RESOURCE_MANAGER =
      List.of(
          YarnConfiguration.RM_ADDRESS,
          YarnConfiguration.RM_SCHEDULER_ADDRESS,
          YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS,
          YarnConfiguration.RM_ADMIN_ADDRESS,
          YarnConfiguration.RM_WEBAPP_ADDRESS);

  private static final List<String> OF_NODE_MANAGER =
      List.of(
          YarnConfiguration.NM_ADDRESS,
          YarnConfiguration.NM_LOCALIZER_ADDRESS,
          YarnConfiguration.NM_WEBAPP_ADDRESS);

  /** Takes the address of the file system, and the directory for what clients have to know. */
  public static void main(String[] args) throws Exception {
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(configuration(args[0]));
    yarn.start();
    yarn.waitForNodeManagersToConnect(60_000);
    for (String name : List.of("core-site.xml", "yarn-site.xml")) {
      try (OutputStream out = Files.newOutputStream(Path.of(args[1], name))) {
        yarn.getConfig().writeXml(out);
      }
    }
    System.out.println("YARN is ready");
  }

  private static Configuration configuration(String fileSystem) throws IOException {
    Configuration conf = new YarnConfiguration();
    FileSystem.setDefaultUri(conf, fileSystem);
    conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_USE_RPC, true);
    conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_FIXED_PORTS, true);
    for (String address : OF_RESOURCE_MANAGER) {
      conf.set(address, "127.0.0.1:" + freePort());
    }
    OF_NODE_MANAGER.forEach(address -> conf.set(address, "127.0.0.1:0"));
    // Two executors and a driver, whatever the machine has.
    conf.setInt(YarnConfiguration.NM_PMEM_MB, 4096);
    conf.setInt(YarnConfiguration.NM_VCORES, 4);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    // The other scheduler asks for a file of queues.
    conf.setClass(YarnConfiguration.RM_SCHEDULER, FifoScheduler.class, ResourceScheduler.class);
    return conf;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
